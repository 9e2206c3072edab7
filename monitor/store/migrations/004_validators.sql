-- What a page's server said with it, for asking "changed since?" when it is looked at again.
create table page_validators (
    entry_id text primary key references entries (id) on delete cascade,
    etag text,
    last_modified text
) strict;
