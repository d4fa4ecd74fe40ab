-- A plan proposed for an incident or running for it.
create table response (
  id uuid primary key,
  incident_id uuid not null references incident,
  plan_code text not null,
  plan_name jsonb not null,
  plan_version text not null,
  level integer not null check (level between 1 and 4),
  state text not null,
  reason jsonb not null,
  proposed_at timestamptz not null,
  started_at timestamptz,
  activation jsonb,
  version integer not null
);
create index response_incident on response (incident_id);
create unique index response_one_open on response (incident_id) where state in ('proposed', 'active');

-- Everything the plan said about a step is copied here: a running response never changes with the files.
create table response_step (
  id uuid primary key,
  response_id uuid not null references response,
  incident_id uuid not null,
  code text not null,
  position integer not null,
  phase text not null,
  title jsonb not null,
  role text not null,
  owners jsonb not null,
  due_at timestamptz,
  state text not null,
  overdue boolean not null,
  late boolean not null,
  life_safety boolean not null,
  signature_required boolean not null,
  signature_asked boolean not null,
  signed_by jsonb,
  signed_at timestamptz,
  depends_on jsonb not null,
  evidence_hint jsonb not null,
  evidence text,
  evidence_point jsonb,
  completed_by jsonb,
  completed_at timestamptz,
  basis text not null,
  clock_minutes integer,
  clock_from text,
  done_by text,
  version integer not null,
  unique (response_id, code)
);
create index response_step_incident on response_step (incident_id);

-- What the system itself learnt about an incident, also before its response started.
create table response_fact (
  incident_id uuid not null references incident,
  fact text not null,
  evidence text not null,
  point jsonb,
  by_person jsonb,
  at timestamptz not null,
  primary key (incident_id, fact)
);
