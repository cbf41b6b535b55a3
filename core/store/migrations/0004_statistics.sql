-- Nobody plans by what is inside tokens and texts: collecting it would be most of each ANALYZE.
alter table base.res alter column tokens set statistics 0;
alter table base.res alter column params set statistics 0;
alter table base.res alter column strings set statistics 0;
alter table base.res alter column content set statistics 0;
alter table base.hist alter column content set statistics 0;
