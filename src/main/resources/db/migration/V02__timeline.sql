-- The newest event of each stream; locked while one is appended, so versions have no gaps.
create table timeline_stream (
  stream text primary key,
  version integer not null,
  hash bytea not null
);

-- Everything that happened, append-only. detail and entities are json, not jsonb: the hash covers
-- their exact text.
create table timeline_event (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  stream text not null,
  version integer not null,
  at timestamptz not null,
  kind text not null,
  actor_id uuid,
  actor_name text,
  incident_id uuid,
  area_code text not null,
  drill boolean not null,
  detail json not null,
  entities json not null,
  previous_hash bytea not null,
  hash bytea not null,
  unique (stream, version)
);
-- The feed follows (xid, id) below the oldest running transaction: what commits late is not skipped.
create index timeline_event_feed on timeline_event (xid, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the timeline is append-only';
end $$;
create trigger timeline_event_append_only before update or delete on timeline_event
  for each row execute function refuse_change();
create trigger timeline_event_no_truncate before truncate on timeline_event
  for each statement execute function refuse_change();
