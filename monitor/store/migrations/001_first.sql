-- Every noun of the vocabulary, a table each. Times are UTC text (YYYY-MM-DDTHH:MM:SSZ), days of
-- look-up tables are proleptic ordinals (Python date.toordinal). Characters are Python positions.
-- A column named `noun` holds the whole noun as JSON beside its plain columns.

create table meta (
    key text primary key,
    value text not null
) strict, without rowid;

create table feeds (
    id text primary key,
    url text not null,
    configured_url text not null,
    host text not null,
    title text not null,
    outlet text not null,
    country text not null,
    language text not null,
    family text not null,
    kind text not null check (kind in ('agency', 'newspaper', 'broadcaster', 'state_media',
        'official', 'aggregator', 'monitor_group')),
    state text not null check (state in ('active', 'paused', 'retired')),
    every_s real,
    etag text,
    last_modified text,
    body_hash text,
    due_at text not null,
    polled_at text,
    failures real not null default 0,
    interval_s real,
    first_seen_at text,
    reason text not null default '',
    last_new_at text,
    leased_until text,
    attempts integer not null default 0
) strict;
create index feeds_due on feeds (due_at) where state = 'active';

create table polls (
    number integer primary key,
    feed_id text not null references feeds (id) on delete cascade,
    polled_at text not null,
    outcome text not null check (outcome in
        ('entries', 'not_modified', 'unchanged', 'failed', 'gone')),
    status integer,
    reason text not null,
    detail text not null,
    seen integer not null,
    new integer not null,
    changed integer not null,
    gap integer not null check (gap in (0, 1)),
    took_s real not null
) strict;
create index polls_feed on polls (feed_id, number);
create index polls_time on polls (polled_at);

create table entries (
    id text primary key,
    feed_id text not null references feeds (id),
    url text not null,
    canonical_url text not null,
    guid text not null,
    title text not null,
    summary text not null,
    published text,
    updated text,
    author text not null,
    source_title text not null,
    source_url text not null,
    media_credits text not null,
    language text not null,
    first_seen text not null,
    backlog integer not null check (backlog in (0, 1)),
    state text not null check (state in ('waiting', 'read', 'skipped', 'failed')),
    reason text not null default '',
    due_at text not null,
    leased_until text,
    attempts integer not null default 0,
    rereads integer not null default 0,
    settled_at text,
    article_id text
) strict;
create unique index entries_url on entries (canonical_url);
create index entries_feed on entries (feed_id, first_seen);
create index entries_article on entries (article_id) where article_id is not null;
create index entries_waiting on entries (coalesce(published, first_seen), id)
    where state = 'waiting';

-- One row per entry and feed that carried it: the same article through several feeds is one
-- article and several sightings.
create table sightings (
    entry_id text not null references entries (id) on delete cascade,
    feed_id text not null references feeds (id),
    guid text not null,
    title text not null,
    published text,
    updated text,
    source_title text not null,
    source_url text not null,
    first_seen text not null,
    primary key (entry_id, feed_id)
) strict, without rowid;
create index sightings_feed on sightings (feed_id, first_seen);

create table articles (
    number integer primary key,
    id text not null unique,
    url text not null,
    canonical_url text not null,
    outlet text not null,
    outlet_name text not null,
    outlet_country text not null,
    outlet_family text not null,
    first_seen text not null,
    latest_version_id text not null references versions (id) deferrable initially deferred,
    versions integer not null,
    read_at text not null
) strict;
create index articles_url on articles (canonical_url);

create table versions (
    number integer primary key,
    id text not null unique,
    article_id text not null references articles (id),
    version integer not null check (version >= 1),
    url text not null,
    outlet text not null,
    outlet_name text not null,
    outlet_country text not null,
    outlet_family text not null,
    title text not null,
    text text not null,
    text_hash text not null,
    language text not null,
    published text,
    published_precision text not null check (published_precision in
        ('second', 'day', 'unknown')),
    published_from text not null,
    fetched_at text not null,
    quality text not null check (quality in ('full', 'excerpt', 'title_only')),
    oddity text not null,
    signals text not null,
    unique (article_id, version)
) strict;
create index versions_published on versions (published);

create virtual table texts using fts5 (
    title, text, content = 'versions', content_rowid = 'number',
    tokenize = "unicode61 remove_diacritics 2"
);

-- version is versions.number: small rows, as there are some thirty an article.
create table fingerprints (
    hash integer not null,
    day integer not null,
    version integer not null,
    primary key (hash, day, version)
) strict, without rowid;
create index fingerprints_day on fingerprints (day);

create table sources (
    id text primary key,
    name text not null,
    source_class text not null check (source_class in ('agency', 'outlet', 'state_media',
        'official_body', 'named_official', 'anonymous_official', 'armed_group', 'witness', 'ngo',
        'person', 'document', 'social_post', 'unsourced')),
    family text not null,
    country text not null
) strict;
create index sources_name on sources (name);

create table credits (
    version_id text not null references versions (id) on delete cascade,
    position integer not null,
    source_id text not null references sources (id),
    kind text not null,
    relation text not null check (relation in ('text_from', 'contributed_by', 'photo_from')),
    field text not null,
    start integer not null,
    "end" integer not null check ("end" >= start),
    text text not null,
    confidence real not null check (confidence between 0 and 1),
    primary key (version_id, position)
) strict, without rowid;
create index credits_source on credits (source_id);

create table attributions (
    version_id text not null references versions (id) on delete cascade,
    position integer not null,
    source_id text not null references sources (id),
    kind text not null,
    source_field text,
    source_start integer,
    source_end integer,
    source_text text,
    cue_field text not null,
    cue_start integer not null,
    cue_end integer not null,
    cue_text text not null,
    content_field text,
    content_start integer,
    content_end integer,
    content_text text,
    -- JSON list of sources, nearest first.
    via text not null,
    primary key (version_id, position)
) strict, without rowid;
create index attributions_source on attributions (source_id);

create table edges (
    number integer primary key,
    id text not null unique,
    from_article_id text not null references articles (id),
    from_version_id text not null references versions (id),
    relation text not null check (relation in ('revises', 'republishes', 'adapts', 'cites',
        'shares_source', 'text_from', 'contributed_by', 'attributes', 'photo_from')),
    to_article_id text references articles (id),
    to_source_id text references sources (id),
    confidence real not null check (confidence between 0 and 1),
    containment real,
    recorded_at text not null,
    -- Set when a later look (an older article turned up) took the edge back.
    withdrawn_at text,
    check ((to_article_id is null) <> (to_source_id is null))
) strict;
create index edges_from on edges (from_article_id);
create index edges_version on edges (from_version_id);
create index edges_to on edges (to_article_id) where to_article_id is not null;
create index edges_source on edges (to_source_id) where to_source_id is not null;

create table edge_evidence (
    edge_id text not null references edges (id) on delete cascade,
    position integer not null,
    kind text not null,
    field text not null,
    start integer not null,
    "end" integer not null check ("end" >= start),
    text text not null,
    primary key (edge_id, position)
) strict, without rowid;

create table incidents (
    number integer primary key,
    id text not null unique,
    state text not null check (state in
        ('open', 'mentioned_only', 'known', 'merged', 'closed')),
    title text not null,
    given_name text not null default '',
    incident_type text not null,
    event_start text,
    event_end text,
    date_precision text not null check (date_precision in
        ('day', 'days', 'week', 'month', 'year', 'unknown')),
    place text,
    admin1 text,
    country text,
    latitude real,
    longitude real,
    place_precision integer,
    killed_low integer,
    killed_best integer,
    killed_high integer,
    injured_low integer,
    injured_best integer,
    injured_high integer,
    articles integer not null,
    outlets integer not null,
    independent_origins integer not null,
    undetermined_origins integer not null,
    origin_names text not null,
    warnings text not null,
    opened_at text not null,
    updated_at text not null,
    first_published text,
    external_id text,
    known_from text not null,
    merged_into text references incidents (id),
    -- What matching compares where there is no report yet (a register's row).
    profile text not null default '',
    noun text not null,
    check ((state = 'merged') = (merged_into is not null))
) strict;
create index incidents_external on incidents (external_id) where external_id is not null;
create index incidents_updated on incidents (updated_at);
create index incidents_event on incidents (event_start);

create table incident_keys (
    key text not null,
    day integer not null,
    -- incidents.number
    incident integer not null,
    primary key (key, day, incident)
) strict, without rowid;

create table decisions (
    number integer primary key,
    id text not null unique,
    kind text not null check (kind in
        ('same', 'not_same', 'merge', 'split', 'rename', 'close')),
    incident_id text not null references incidents (id),
    -- merge: the incident that goes; split: the incident that comes.
    other_incident_id text references incidents (id),
    -- rename: the name.
    value text not null,
    who text not null,
    why text not null,
    decided_at text not null,
    undone_at text,
    undone_by text not null default '',
    -- close: the state before, for undo.
    before text not null default ''
) strict;
create index decisions_incident on decisions (incident_id);

create table decision_articles (
    decision_id text not null references decisions (id) on delete cascade,
    article_id text not null references articles (id),
    primary key (decision_id, article_id)
) strict, without rowid;
create index decision_articles_article on decision_articles (article_id);

-- Always flat: to_id is where the id leads in the end.
create table redirects (
    from_id text primary key references incidents (id),
    to_id text not null references incidents (id)
) strict, without rowid;
create index redirects_to on redirects (to_id);

create table reports (
    number integer primary key,
    id text not null unique,
    article_id text not null references articles (id),
    version_id text not null references versions (id),
    -- As decided; redirects say where it leads now.
    incident_id text references incidents (id),
    ordinal integer not null,
    role text not null check (role in ('primary', 'background')),
    decision text not null check (decision in ('same', 'new', 'unsure', 'not_incident')),
    score real not null,
    reason text not null,
    decided_by text not null,
    verdict text not null,
    incident_type text,
    event_start text,
    event_end text,
    date_precision text,
    place text,
    country text,
    killed_low integer,
    killed_best integer,
    killed_high integer,
    injured_low integer,
    injured_best integer,
    injured_high integer,
    mention text,
    profile text not null,
    published text,
    decided_at text not null,
    origin text,
    -- 1 for the decision that stands for its article and ordinal.
    current integer not null check (current in (0, 1)),
    withdrawn integer not null default 0 check (withdrawn in (0, 1)),
    decision_id text references decisions (id),
    check (case decision when 'not_incident' then incident_id is null when 'unsure' then 1
        else incident_id is not null end)
) strict;
create index reports_article on reports (article_id, ordinal, number);
create index reports_version on reports (version_id);
create index reports_incident on reports (incident_id, current, role, number)
    where incident_id is not null;

create table claims (
    number integer primary key,
    id text not null unique,
    incident_id text not null references incidents (id),
    field text not null,
    low integer,
    high integer,
    value text,
    group_name text not null,
    claimant_id text not null references sources (id),
    article_id text not null references articles (id),
    version_id text not null references versions (id),
    span_field text not null,
    start integer not null,
    "end" integer not null check ("end" >= start),
    text text not null,
    first_seen text not null,
    superseded_by text references claims (id) deferrable initially deferred,
    superseded_at text,
    retracted integer not null default 0 check (retracted in (0, 1)),
    retracted_at text,
    check ((superseded_by is null) = (superseded_at is null)),
    check ((retracted = 0) = (retracted_at is null))
) strict;
create index claims_incident on claims (incident_id, field, first_seen);
create index claims_version on claims (version_id);
create index claims_superseder on claims (superseded_by) where superseded_by is not null;

create table alerts (
    number integer primary key,
    id text not null unique,
    kind text not null check (kind in ('new_incident', 'second_origin', 'toll_changed',
        'responsibility_claimed', 'responsibility_denied', 'official_confirmation', 'correction',
        'retraction', 'dispute', 'single_root', 'circular', 'reopened', 'feed_trouble')),
    incident_id text references incidents (id),
    feed_id text references feeds (id),
    article_id text references articles (id),
    headline text not null,
    before text not null,
    reason text not null,
    raised_at text not null,
    watch text not null,
    severity integer not null check (severity between 0 and 3)
) strict;
create index alerts_incident on alerts (incident_id, number) where incident_id is not null;
create index alerts_feed on alerts (feed_id, number) where feed_id is not null;
create index alerts_time on alerts (raised_at);

create table messages (
    number integer primary key,
    id text not null unique,
    channel text not null,
    kind text not null check (kind in ('alert', 'digest')),
    subject text not null,
    text text not null,
    html text not null,
    payload text not null,
    thread text not null,
    created_at text not null,
    state text not null check (state in ('waiting', 'sent', 'dead')),
    due_at text not null,
    leased_until text,
    attempts integer not null default 0,
    sent_at text,
    detail text not null default ''
) strict;
create index messages_waiting on messages (due_at) where state = 'waiting';
create index messages_order on messages (channel, thread, number) where state = 'waiting';
create index messages_created on messages (channel, created_at);

create table message_alerts (
    message_id text not null references messages (id) on delete cascade,
    alert_id text not null references alerts (id),
    primary key (message_id, alert_id)
) strict, without rowid;
create index message_alerts_alert on message_alerts (alert_id);

create table deliveries (
    number integer primary key,
    message_id text not null references messages (id) on delete cascade,
    channel text not null,
    attempted_at text not null,
    delivered integer not null check (delivered in (0, 1)),
    permanent integer not null check (permanent in (0, 1)),
    detail text not null,
    retry_after_s real
) strict;
create index deliveries_message on deliveries (message_id);
create index deliveries_time on deliveries (attempted_at);

-- An alert that a watch wants told on a channel, until a message carries it.
create table holds (
    alert_id text not null references alerts (id) on delete cascade,
    channel text not null,
    watch text not null,
    due_at text not null,
    why text not null,
    message_id text references messages (id),
    primary key (alert_id, channel)
) strict, without rowid;
create index holds_waiting on holds (channel, due_at) where message_id is null;

create table silences (
    number integer primary key,
    id text not null unique,
    incident_id text references incidents (id),
    watch text not null,
    until text not null,
    who text not null,
    why text not null,
    made_at text not null,
    ended_at text
) strict;

create table digests (
    channel text not null,
    window_end text not null,
    window_start text not null,
    message_id text references messages (id),
    made_at text not null,
    primary key (channel, window_end),
    check (window_start < window_end)
) strict, without rowid;
