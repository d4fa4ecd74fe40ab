create table assignment (
  id uuid primary key,
  incident_id uuid not null references incident,
  unit_id uuid not null references unit,
  state text not null,
  dispatched_at timestamptz not null,
  delivered_at timestamptz,
  acknowledged_at timestamptz,
  en_route_at timestamptz,
  on_scene_at timestamptz,
  cleared_at timestamptz,
  cancelled_at timestamptz,
  acknowledge_by timestamptz not null,
  overdue boolean not null default false,
  travel_seconds double precision,
  distance_meters double precision,
  instruction text,
  version integer not null default 1
);
create index assignment_incident on assignment (incident_id);
-- A unit has at most one open assignment, whoever races.
create unique index assignment_open_unit on assignment (unit_id)
  where state not in ('cleared', 'cancelled');

create table assignment_note (
  id uuid primary key,
  assignment_id uuid not null references assignment,
  at timestamptz not null,
  person_id uuid not null references person,
  person_name text not null,
  text text not null
);
create index assignment_note_assignment on assignment_note (assignment_id);
