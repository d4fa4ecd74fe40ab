-- Exercises (演练): only ever in the world of exercises. An exercise keeps the scenario it started with.
create table exercise (
  id uuid primary key,
  incident_id uuid not null unique references incident,
  area_code text not null,
  drill boolean not null check (drill),
  scenario jsonb not null,
  state text not null,
  players jsonb not null,
  started_by_id uuid not null references person,
  started_by_name text not null,
  started_at timestamptz not null,
  ended_by_id uuid references person,
  ended_by_name text,
  ended_at timestamptz,
  score jsonb,
  version integer not null,
  check ((state = 'ended') = (ended_at is not null)),
  check (state <> 'ended' or score is not null)
);
create index exercise_started on exercise (started_at desc);

-- What the scenario brings, and when it did.
create table exercise_inject (
  id uuid primary key,
  exercise_id uuid not null references exercise,
  position integer not null,
  due_at timestamptz not null,
  fired_at timestamptz,
  unique (exercise_id, position)
);
