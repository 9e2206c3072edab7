-- What an article that reports nothing new (an analysis, a look back) is on, as decided.
alter table reports add column on_incident text references incidents (id);
create index reports_on_incident on reports (on_incident) where on_incident is not null;

-- The review queue, and how long it is, without reading every report.
create index reports_unsure on reports (decided_at)
where current = 1 and role = 'primary' and decision = 'unsure';
