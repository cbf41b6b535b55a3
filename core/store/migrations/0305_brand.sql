-- How a carrier's pages for patients look: two colours and a picture in place of the portal's own. No patient data.
create table base.brand (
  tenant int not null default nullif(current_setting('st.tenant', true), '')::int,
  main text check (main ~ '^#[0-9a-f]{6}$'),
  second text check (second ~ '^#[0-9a-f]{6}$'),
  logo bytea,
  logo_type text check (logo_type in ('image/png', 'image/jpeg')),
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (tenant),
  check ((logo is null) = (logo_type is null))
);
select base.wall('brand');
