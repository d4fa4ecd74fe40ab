-- Every node asks once a second which sessions have ended: their access tokens end with them.
create index session_ended on session (ended_at) where ended_at is not null;
