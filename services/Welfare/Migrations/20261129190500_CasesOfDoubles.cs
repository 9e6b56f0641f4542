using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Welfare.Migrations;

/// <summary>
/// Cases of doubles that were merged before are the record's that went on, as they are since. Of several under way that record's own stays its own, otherwise the earliest becomes it; the others stay where they
/// are until they are closed, as one person has one under way.
/// </summary>
[DbContext(typeof(WelfareDb))]
[Migration("20261129190500_CasesOfDoubles")]
public partial class CasesOfDoubles : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        update cases c set person_id = p.merged_into, version = c.version + 1 from people p
        where p.id = c.person_id and p.merged_into is not null and (c.state = 7 or not exists (
          select from cases o join people q on q.id = o.person_id
          where o.state <> 7 and o.id <> c.id and (q.id = p.merged_into or q.merged_into = p.merged_into and o.id < c.id)));
        """);

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        // Whose they were before is not known any more.
    }
}
