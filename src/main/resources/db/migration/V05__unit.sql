create table station (
  code text primary key,
  name text not null,
  service text not null,
  latitude double precision not null,
  longitude double precision not null,
  area_code text not null
);

create table unit (
  id uuid primary key,
  number integer generated always as identity unique,
  code text not null unique,
  call_sign text not null,
  service text not null,
  kind text not null,
  capabilities text[] not null,
  station_code text references station,
  area_code text not null,
  crew_size integer not null,
  duty text not null,
  -- The open assignment, kept by dispatch; availability is derived from it and duty.
  assignment_id uuid,
  simulated boolean not null default false,
  drill boolean not null,
  state_at timestamptz not null,
  version integer not null default 1
);
create index unit_available on unit (service) where duty = 'on_duty' and assignment_id is null;

-- Who is on duty with a unit now.
create table unit_crew (
  person_id uuid primary key references person,
  unit_id uuid not null references unit,
  since timestamptz not null
);
create index unit_crew_unit on unit_crew (unit_id);
