-- The plan as it was when a response started with it: what is not copied into its steps (conditions,
-- rounds, effects) is read here for as long as it runs.
create table plan_version (
  code text not null,
  version text not null,
  content jsonb not null,
  primary key (code, version)
);

-- A step that comes round again has a row for each round.
alter table response_step
  add column round integer not null default 1,
  add column every_minutes integer,
  add column evidence_kind text not null default 'text',
  add column evidence_unit jsonb,
  add column evidence_number double precision,
  add column evidence_photos jsonb not null default '[]',
  add column answers jsonb not null default '[]',
  add column answer text,
  drop constraint response_step_response_id_code_key,
  add unique (response_id, code, round);

-- Each effect of a step happens once: whoever writes the row carries it out, in the same transaction.
create table step_effect (
  step_id uuid not null references response_step,
  number integer not null,
  kind text not null,
  fired_at timestamptz not null,
  primary key (step_id, number)
);

-- Photos that prove a step, found by their content. The same picture of two incidents is kept once.
create table photo (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  content_type text not null check (content_type in ('image/jpeg', 'image/png')),
  bytes bytea not null,
  stored_at timestamptz not null
);
create table incident_photo (
  incident_id uuid not null references incident,
  hash text not null references photo,
  added_by jsonb not null,
  added_at timestamptz not null,
  primary key (incident_id, hash)
);

-- Closed-off areas around an incident.
create table cordon (
  id uuid primary key,
  incident_id uuid not null references incident,
  name jsonb not null,
  center jsonb not null,
  radius_meters integer not null check (radius_meters between 10 and 50000),
  bearing_degrees double precision,
  spread_degrees double precision,
  drawn_at timestamptz not null,
  lifted_at timestamptz,
  version integer not null,
  check ((bearing_degrees is null) = (spread_degrees is null))
);
create index cordon_incident on cordon (incident_id);
