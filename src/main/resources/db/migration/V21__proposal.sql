-- A response ends by a signed order; its last phase goes on.
alter table response add column ended_at timestamptz;

-- Who signs the activation order at its level, and an order that has some of their signatures.
alter table response
  add column pending_activation jsonb,
  add column seats jsonb not null default '[]';

-- The level of a response is to change, or the response to end: proposed, judged by experts, signed.
create table proposal (
  id uuid primary key,
  incident_id uuid not null references incident,
  response_id uuid not null references response,
  kind text not null check (kind in ('raise', 'lower', 'end')),
  level integer not null check (level between 1 and 4),
  from_level integer not null check (from_level between 1 and 4),
  reason text not null,
  proposed_by jsonb not null,
  proposed_at timestamptz not null,
  state text not null check (state in ('open', 'signed', 'refused', 'withdrawn')),
  opinions_needed integer not null,
  opinions jsonb not null,
  seats jsonb not null,
  decided_by jsonb,
  decided_at timestamptz,
  note text,
  version integer not null
);
create index proposal_incident on proposal (incident_id);
-- One question at a time.
create unique index proposal_one_open on proposal (response_id) where state = 'open';

-- Whose steps of the last phase are still open, also of incidents that were closed long ago.
create index response_step_afterwards on response_step using gin (owners jsonb_path_ops)
  where phase = 'P6' and state = 'open';
