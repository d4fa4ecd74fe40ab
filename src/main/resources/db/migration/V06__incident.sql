create table incident_counter (
  day date primary key,
  last integer not null
);

create table incident (
  id uuid primary key,
  number text not null unique,
  drill boolean not null,
  state text not null,
  outcome text,
  type_code text not null,
  priority integer not null,
  description text not null,
  latitude double precision not null,
  longitude double precision not null,
  place text not null,
  area_code text not null,
  areas jsonb not null,
  duty_chain jsonb not null,
  -- When somebody on duty first knew: the clocks of reports start here and no edit moves it.
  known_at timestamptz not null,
  received_at timestamptz not null,
  closed_at timestamptz,
  dead integer not null,
  missing integer not null,
  trapped integer not null,
  serious integer not null,
  light integer not null,
  grade integer check (grade between 1 and 4),
  grade_proposal jsonb not null,
  grade_overruled jsonb,
  commander_id uuid,
  commander_name text,
  commander_since timestamptz,
  version integer not null default 1
);
create index incident_open on incident (received_at) where state <> 'closed';
create index incident_area on incident (area_code text_pattern_ops, received_at);

create function keep_known_at() returns trigger language plpgsql as $$
begin
  if new.known_at <> old.known_at then
    raise exception 'known_at never moves';
  end if;
  return new;
end $$;
create trigger incident_known_at before update on incident
  for each row execute function keep_known_at();

create table call (
  id uuid primary key,
  incident_id uuid not null references incident,
  type_code text not null,
  latitude double precision not null,
  longitude double precision not null,
  source_system text not null,
  source_latitude double precision not null,
  source_longitude double precision not null,
  place text not null,
  description text not null,
  dead integer not null,
  missing integer not null,
  trapped integer not null,
  serious integer not null,
  light integer not null,
  -- Personal data: read only with call.write or dispatch, never in events, deleted on a schedule.
  callback_number text,
  answered_at timestamptz not null,
  taken_by uuid not null references person,
  taken_at timestamptz not null
);
create index call_incident on call (incident_id);
create index call_number on call (callback_number) where callback_number is not null;
