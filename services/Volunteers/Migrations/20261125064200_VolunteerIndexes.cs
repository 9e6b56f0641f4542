using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Volunteers.Migrations;

/// <summary>What EF's model cannot say, written by hand: one person once in the province, one sign-in name once, nobody in two places at a time.</summary>
[DbContext(typeof(VolunteersDb))]
[Migration("20261125064200_VolunteerIndexes")]
public partial class VolunteerIndexes : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create unique index ux_volunteers_number_hash on volunteers (number_hash);
        create unique index ux_volunteers_owner on volunteers (owner) where owner is not null;
        create index ix_volunteers_skills on volunteers using gin (skills, languages);

        create extension if not exists btree_gist;

        -- Nobody has two places at a time; who waits may wait at several.
        alter table sign_ups add constraint ex_sign_ups_overlap exclude using gist (volunteer_id with =, tstzrange(starts_at, ends_at) with &&) where (state in (1, 4));

        -- Spans of the records that count, and minutes of each day of service in China: constraints that a record itself, which never changes, cannot carry.
        create table record_spans (
          record_id uuid primary key references service_records (id) deferrable initially deferred, volunteer_id uuid not null, span tstzrange not null,
          constraint ex_record_spans_overlap exclude using gist (volunteer_id with =, span with &&)
        );
        create table service_days (volunteer_id uuid not null, day date not null, minutes int not null, primary key (volunteer_id, day), constraint ck_service_days_minutes check (minutes between 0 and 720));
        -- A sample, as in Nanjing: at most 1,500 hours, the surplus to the pool. Operators set their own.
        insert into time_rules (area, cap_minutes, percent, kinds) values ('51', 90000, 100, '{}');
        create index ix_service_records_area_starts_at on service_records (area, starts_at);
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop index ix_service_records_area_starts_at;
        drop table service_days, record_spans;
        alter table sign_ups drop constraint ex_sign_ups_overlap;
        drop index ix_volunteers_skills;
        drop index ux_volunteers_owner;
        drop index ux_volunteers_number_hash;
        """);
}
