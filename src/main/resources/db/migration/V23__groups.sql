-- Working groups at the scene. The content is what the contract shows; what decides is generated from
-- it, so that both can never differ.
create table working_group (
  id uuid primary key,
  incident_id uuid not null references incident,
  content jsonb not null,
  code text not null generated always as (content ->> 'code') stored,
  state text not null generated always as (content ->> 'state') stored
);
create index working_group_incident on working_group (incident_id);
-- A group is there once, whoever forms it at the same time.
create unique index working_group_once on working_group (incident_id, code)
  where state <> 'dissolved';

-- Rounds of counting everybody at the scene.
create table muster (
  id uuid primary key,
  incident_id uuid not null references incident,
  content jsonb not null,
  number integer not null generated always as ((content ->> 'number')::integer) stored,
  state text not null generated always as (content ->> 'state') stored,
  unique (incident_id, number)
);
create unique index muster_one_running on muster (incident_id) where state = 'running';

-- Safety officer and withdrawal signal, and the signal itself.
create table withdrawal (
  id uuid primary key,
  incident_id uuid not null references incident,
  content jsonb not null,
  state text not null generated always as (content ->> 'state') stored
);
create index withdrawal_incident on withdrawal (incident_id);
create unique index withdrawal_one on withdrawal (incident_id) where state <> 'over';

-- Where command sits; an incident has one post, which may move.
create table command_post (
  id uuid primary key,
  incident_id uuid not null unique references incident,
  content jsonb not null
);

-- Whoever checked in may leave again. Crews at the scene are known from their assignments.
alter table check_in add column left_at timestamptz;
drop table scene_arrival;
