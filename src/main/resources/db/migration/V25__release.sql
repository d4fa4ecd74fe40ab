-- What the public is told. drafter_ids repeats the people of drafters: the database itself refuses an
-- approver who is one of them.
create table release (
  id uuid primary key,
  incident_id uuid not null references incident,
  drill boolean not null,
  state text not null,
  content jsonb not null,
  facts_at timestamptz not null,
  corrects_id uuid references release,
  correction_reason text,
  corrected_by_id uuid references release,
  drafted_at timestamptz not null,
  drafters jsonb not null,
  drafter_ids uuid[] not null,
  submitted_at timestamptz,
  facts_check jsonb,
  legal_check jsonb,
  refusal jsonb,
  waits_for jsonb not null,
  warnings jsonb not null,
  approved_by_id uuid references person,
  approved_by_name text,
  published_at timestamptz,
  sequence integer,
  url text,
  version integer not null,
  constraint release_approver_did_not_draft
    check (approved_by_id is null or approved_by_id <> all (drafter_ids)),
  constraint release_published_whole
    check (state <> 'published' or (approved_by_id is not null and cardinality(drafter_ids) > 0
      and facts_check is not null and legal_check is not null and published_at is not null
      and sequence is not null and url is not null)),
  constraint release_sequence unique (incident_id, sequence)
);
create index release_incident on release (incident_id, drafted_at);
create index release_published on release (published_at desc) where state = 'published';
create unique index release_one_correction on release (corrects_id) where state <> 'discarded';

-- Published is published: only the link to a correction is ever added.
create function keep_published() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a published release is never deleted';
  end if;
  if (to_jsonb(new) - 'corrected_by_id' - 'version') <> (to_jsonb(old) - 'corrected_by_id' - 'version')
    or (old.corrected_by_id is not null and new.corrected_by_id is distinct from old.corrected_by_id)
  then
    raise exception 'a published release never changes';
  end if;
  return new;
end $$;
create trigger release_immutable before update or delete on release
  for each row when (old.state = 'published') execute function keep_published();

create table release_clock (
  id uuid primary key,
  incident_id uuid not null references incident,
  drill boolean not null,
  kind text not null,
  name jsonb not null,
  basis text not null,
  starts_at timestamptz not null,
  due_at timestamptz not null,
  state text not null,
  late boolean not null,
  met_at timestamptz,
  release_id uuid references release,
  note text,
  version integer not null,
  unique (incident_id, kind)
);

-- It starts when the incident was known, and what was late stays late.
create function keep_release_clock() returns trigger language plpgsql as $$
begin
  if new.starts_at <> old.starts_at or new.due_at <> old.due_at or (old.late and not new.late) then
    raise exception 'the clock of a release never moves, and late stays late';
  end if;
  return new;
end $$;
create trigger release_clock_kept before update on release_clock
  for each row execute function keep_release_clock();
