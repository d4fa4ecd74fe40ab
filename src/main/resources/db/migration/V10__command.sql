-- Who is in command. The primary key is the rule: at most one person per incident, at all times.
create table incident_command (
  incident_id uuid primary key references incident,
  person_id uuid not null references person,
  person_name text not null,
  since timestamptz not null
);

create table command_transfer (
  id uuid primary key,
  incident_id uuid not null references incident,
  from_id uuid,
  from_name text,
  to_id uuid not null references person,
  to_name text not null,
  state text not null,
  requested_at timestamptz not null,
  decided_at timestamptz,
  decided_by_id uuid,
  decided_by_name text,
  reason text,
  version integer not null
);
create index command_transfer_incident on command_transfer (incident_id);
create unique index command_transfer_one_open on command_transfer (incident_id)
  where state = 'requested';

create table check_in (
  id uuid primary key,
  incident_id uuid not null references incident,
  person_id uuid not null references person,
  person_name text not null,
  latitude double precision not null,
  longitude double precision not null,
  accuracy_meters double precision not null,
  distance_meters double precision not null,
  at_scene boolean not null,
  checked_in_at timestamptz not null
);
create index check_in_incident on check_in (incident_id, person_id);

-- Crew leaders whose units reached the scene: they are told who is in command.
create table scene_arrival (
  incident_id uuid not null references incident,
  person_id uuid not null references person,
  arrived_at timestamptz not null,
  primary key (incident_id, person_id)
);
