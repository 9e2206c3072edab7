-- What a page's server said with it, for asking "changed since?" when it is looked at again, and
-- where it stood then: a page that leads elsewhere now is another one.
create table page_validators (
    entry_id text primary key references entries (id) on delete cascade,
    final_url text not null,
    etag text,
    last_modified text
) strict;
