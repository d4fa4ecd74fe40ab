-- A raise is signed before the experts have spoken where its signer writes why.
alter table proposal add column urgent_reason text;
