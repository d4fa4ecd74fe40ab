-- The newest believed position of each unit; cell is the zoom-12 map cell it lies in.
create table unit_position (
  unit_id uuid primary key,
  fix_at timestamptz not null,
  received_at timestamptz not null,
  cell integer not null,
  latitude double precision not null,
  longitude double precision not null,
  accuracy_meters real,
  speed_meters_per_second real,
  heading_degrees real
);
create index unit_position_cell on unit_position (cell);

-- Where units were, one partition a day (UTC); days are created ahead and dropped by the server.
create table track_point (
  unit_id uuid not null,
  fix_at timestamptz not null,
  received_at timestamptz not null,
  latitude double precision not null,
  longitude double precision not null,
  accuracy_meters real,
  speed_meters_per_second real,
  heading_degrees real,
  primary key (unit_id, fix_at)
) partition by range (fix_at);
