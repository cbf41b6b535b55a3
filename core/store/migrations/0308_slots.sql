-- Pages of services in the portal.

-- A service's SMART client for its pages at a carrier, beside the one by which it works itself: disabled wherever the service is not the carrier's provider.
create table base.plug_slot_client (
  tenant int not null,
  carrier text collate "C" not null,
  plug text collate "C" not null,
  client text collate "C" not null,
  primary key (tenant, plug)
);
select base.across_tenants('plug_slot_client', 'select, insert, update');
