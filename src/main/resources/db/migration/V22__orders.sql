-- Orders (指令). The content is what the contract shows; what the rules ask about is generated from it,
-- so that both can never differ.
create table command_order (
  id uuid primary key,
  incident_id uuid not null references incident,
  content jsonb not null,
  number integer not null generated always as ((content ->> 'number')::integer) stored,
  state text not null generated always as (content ->> 'state') stored,
  unique (incident_id, number),
  constraint done_was_acknowledged check (
    content ->> 'state' not in ('done', 'verified') or content ? 'acknowledgedAt'),
  constraint verified_by_another check (
    content -> 'verifiedBy' ->> 'id' is distinct from content -> 'doneBy' ->> 'id'
      or content -> 'verifiedBy' is null)
);

-- What was told about a subject, also when it is settled: who has seen an order and who has not.
create index notice_about on notice (subject_id) where subject_id is not null;
