-- Pairs of incidents that are perhaps one: too unsure to be joined, likely enough to ask a person.
create table proposals (
    one_id text not null references incidents (id),
    other_id text not null references incidents (id),
    score real not null check (score between 0 and 1),
    why text not null check (why <> ''),
    proposed_at text not null,
    primary key (one_id, other_id),
    check (one_id < other_id)
) strict, without rowid;
create index proposals_other on proposals (other_id);
create index proposals_at on proposals (proposed_at);

-- Why an incident is perhaps two.
alter table incidents add column perhaps_two text not null default '';
create index incidents_perhaps_two on incidents (updated_at) where perhaps_two <> '';
