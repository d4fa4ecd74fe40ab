-- Until when a response is expected to last: as its order said, or as it was extended to.
alter table response add column expected_until timestamptz;

-- What was not done, or not signed, when the end of a response was proposed and signed.
alter table proposal add column missing jsonb not null default '[]';
