-- What an analyst reads in any SQLite tool. Incident ids are where they lead now.

create view v_incidents as
select i.id, i.state, coalesce(nullif(i.given_name, ''), i.title) as title, i.incident_type,
    i.event_start, i.event_end, i.date_precision, i.place, i.admin1, i.country, i.latitude,
    i.longitude, i.place_precision, i.killed_low, i.killed_best, i.killed_high, i.injured_low,
    i.injured_best, i.injured_high, i.articles, i.outlets, i.independent_origins,
    i.undetermined_origins, i.origin_names, i.warnings, i.first_published, i.opened_at,
    i.updated_at, i.external_id, i.known_from, i.merged_into
from incidents i;

create view v_articles as
select a.id, a.url, v.title, a.outlet, a.outlet_name, a.outlet_country, a.outlet_family,
    v.language, v.published, v.published_precision, v.published_from, a.first_seen, v.fetched_at,
    a.versions, v.id as version_id, v.quality, v.oddity, length(v.text) as characters, v.text
from articles a
join versions v on v.id = a.latest_version_id;

create view v_reports as
select r.id, a.url as article_url, a.outlet, v.title, coalesce(d.to_id, r.incident_id) as incident_id,
    i.title as incident_title, i.external_id as incident_external_id, r.role, r.ordinal,
    r.decision, r.score, r.reason, r.decided_by, r.incident_type, r.event_start, r.event_end,
    r.date_precision, r.place, r.country, r.killed_low, r.killed_best, r.killed_high,
    r.injured_low, r.injured_best, r.injured_high, r.origin, r.published, r.decided_at,
    r.article_id, r.version_id
from reports r
join articles a on a.id = r.article_id
join versions v on v.id = r.version_id
left join redirects d on d.from_id = r.incident_id
left join incidents i on i.id = coalesce(d.to_id, r.incident_id)
where r.current = 1;

create view v_lineage as
select e.id, a.url as from_url, a.outlet as from_outlet, e.relation, b.url as to_url,
    s.name as to_source, s.source_class as to_source_class, e.confidence, e.containment,
    w.kind as evidence_kind, w.text as evidence, w.field, w.start, w."end", e.recorded_at,
    e.from_article_id, e.from_version_id, e.to_article_id
from edges e
join articles a on a.id = e.from_article_id
left join articles b on b.id = e.to_article_id
left join sources s on s.id = e.to_source_id
left join edge_evidence w on w.edge_id = e.id and w.position = 0
where e.withdrawn_at is null;

create view v_claims as
select c.id, coalesce(d.to_id, c.incident_id) as incident_id, c.field, c.group_name, c.low,
    c.high, c.value, s.name as claimant, s.source_class as claimant_class, a.url as article_url,
    v.version as article_version, c.span_field, c.start, c."end", c.text, c.first_seen,
    c.superseded_by, c.superseded_at, c.retracted, c.retracted_at, c.article_id, c.version_id
from claims c
join sources s on s.id = c.claimant_id
join articles a on a.id = c.article_id
join versions v on v.id = c.version_id
left join redirects d on d.from_id = c.incident_id;

create view v_alerts as
select l.id, l.raised_at, l.kind, l.severity, l.headline, l.before, l.reason, l.watch,
    coalesce(d.to_id, l.incident_id) as incident_id, f.url as feed_url, a.url as article_url,
    (select count(*) from message_alerts m where m.alert_id = l.id) as messages
from alerts l
left join redirects d on d.from_id = l.incident_id
left join feeds f on f.id = l.feed_id
left join articles a on a.id = l.article_id;

create view v_feed_health as
select f.id, f.outlet, f.url, f.title, f.country, f.language, f.family, f.kind, f.state, f.reason,
    f.failures, f.polled_at, f.due_at, f.interval_s, f.last_new_at, f.first_seen_at,
    (select count(*) from sightings s where s.feed_id = f.id) as entries,
    p.outcome as last_outcome, p.status as last_status, p.reason as last_reason,
    p.detail as last_detail, p.took_s as last_took_s, f.attempts as unsettled_leases
from feeds f
left join polls p
    on p.number = (select max(q.number) from polls q where q.feed_id = f.id);

create view v_outbox as
select m.id, m.channel, m.kind, m.state, m.subject, m.created_at, m.due_at, m.attempts, m.sent_at,
    m.detail, m.thread,
    (select count(*) from message_alerts x where x.message_id = m.id) as alerts
from messages m;

create view v_credits as
select a.url as article_url, s.name as source, s.source_class, s.family, c.kind, c.relation,
    c.confidence, c.field, c.start, c."end", c.text, c.version_id
from credits c
join versions v on v.id = c.version_id
join articles a on a.id = v.article_id
join sources s on s.id = c.source_id;

create view v_attributions as
select a.url as article_url, s.name as source, s.source_class, t.kind, t.source_text, t.cue_text,
    t.content_text, t.via, t.version_id
from attributions t
join versions v on v.id = t.version_id
join articles a on a.id = v.article_id
join sources s on s.id = t.source_id;

create view v_sources as
select s.name, s.source_class, s.family, s.country,
    (select count(*) from credits c where c.source_id = s.id) as credits,
    (select count(*) from attributions t where t.source_id = s.id) as attributions,
    (select count(*) from claims m where m.claimant_id = s.id) as claims
from sources s;

create view v_sightings as
select a.url as article_url, e.url as entry_url, f.outlet as feed_outlet, f.url as feed_url,
    s.title, s.published, s.first_seen, s.source_title, s.source_url, e.article_id
from sightings s
join entries e on e.id = s.entry_id
join feeds f on f.id = s.feed_id
left join articles a on a.id = e.article_id;

create view v_decisions as
select d.id, d.kind, d.incident_id, d.other_incident_id, a.url as article_url, d.value, d.who,
    d.why, d.decided_at, d.undone_at, d.undone_by
from decisions d
left join decision_articles x on x.decision_id = d.id
left join articles a on a.id = x.article_id;
