-- What the hash of an event covers: from 2 on also the actor's name, the incident and drill.
alter table timeline_event add column recipe smallint not null default 1;
-- What happened to units meanwhile, for the replay of an incident.
create index timeline_event_city on timeline_event (at) where stream = 'city';

-- The review of an incident: open until somebody signs it.
create table review (
  incident_id uuid primary key references incident,
  summary text not null,
  signed_by_id uuid references person,
  signed_by_name text,
  signed_at timestamptz,
  version integer not null
);

-- What a review found and who has to do something about it by when.
create table finding (
  id uuid primary key,
  incident_id uuid not null references incident,
  number integer not null,
  text text not null,
  measure text not null,
  owner text not null,
  due_on date not null,
  state text not null,
  added_by_id uuid not null references person,
  added_by_name text not null,
  added_at timestamptz not null,
  verified_by_id uuid references person,
  verified_by_name text,
  verified_at timestamptz,
  verification text,
  version integer not null,
  unique (incident_id, number)
);
