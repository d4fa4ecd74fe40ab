create table person (
  id uuid primary key,
  username text not null unique,
  password_hash text not null,
  name text not null,
  title text not null,
  roles text[] not null,
  duties text[] not null,
  area_code text not null,
  unit_code text,
  drill boolean not null,
  active boolean not null default true
);
create index person_duties on person using gin (duties);

-- A signed-in device. The refresh token is stored as its hash and changes at each use; a used one
-- coming back means it was stolen, and ends the session.
create table session (
  id uuid primary key,
  person_id uuid not null references person,
  device text not null,
  refresh_hash bytea not null unique,
  previous_refresh_hash bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_previous on session (previous_refresh_hash);

-- Failed sign-ins per account and per address: they slow down, then lock.
create table sign_in_failure (
  subject text primary key,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
