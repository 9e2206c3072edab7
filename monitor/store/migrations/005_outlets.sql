-- What each outlet published, how much of it is known to be another's, and whom it takes it from.

create view v_copies as
select a.outlet, coalesce(nullif(b.outlet_name, ''), b.outlet, s.name) as whom, e.relation,
    count(distinct e.from_article_id) as articles
from edges e
join articles a on a.id = e.from_article_id
left join articles b on b.id = e.to_article_id
left join sources s on s.id = e.to_source_id
where e.withdrawn_at is null and e.relation in ('republishes', 'adapts', 'text_from')
    and (b.outlet is null or b.outlet <> a.outlet)
group by 1, 2, 3;

create view v_outlets as
select a.outlet, max(a.outlet_name) as outlet_name, max(a.outlet_country) as country,
    max(a.outlet_family) as family, count(*) as articles, sum(a.versions > 1) as edited,
    count(t.article_id) as taken, round(1 - count(t.article_id) * 1.0 / count(*), 3) as own_at_most
from articles a
left join (
    select distinct e.from_article_id as article_id
    from edges e
    join articles c on c.id = e.from_article_id
    left join articles b on b.id = e.to_article_id
    where e.withdrawn_at is null and e.relation in ('republishes', 'adapts', 'text_from')
        and (b.outlet is null or b.outlet <> c.outlet)
) t on t.article_id = a.id
group by a.outlet;
