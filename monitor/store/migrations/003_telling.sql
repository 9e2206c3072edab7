-- A message goes to one recipient; each recipient has an order and retries of its own.
alter table messages add column recipient text not null default '';
drop index messages_order;
create index messages_order on messages (channel, recipient, thread, number)
    where state = 'waiting';

-- Which watch asked is kept for each: their quiet hours and silences differ.
drop table holds;
create table holds (
    alert_id text not null references alerts (id) on delete cascade,
    channel text not null,
    watch text not null,
    due_at text not null,
    why text not null,
    message_id text references messages (id),
    primary key (alert_id, channel, watch)
) strict, without rowid;
create index holds_waiting on holds (channel, due_at) where message_id is null;
create index holds_watch on holds (watch);

-- 0 where the far end as a whole was not to be spoken to.
alter table deliveries add column reached integer not null default 1 check (reached in (0, 1));
create index deliveries_channel on deliveries (channel, number);

-- alerts.number up to which a window's alerts were told: one recorded late is told in the next.
alter table digests add column told_to integer not null default 0;

drop view v_outbox;
create view v_outbox as
select m.id, m.channel, m.recipient, m.kind, m.state, m.subject, m.created_at, m.due_at,
    m.attempts, m.sent_at, m.detail, m.thread,
    (select count(*) from message_alerts x where x.message_id = m.id) as alerts
from messages m;
