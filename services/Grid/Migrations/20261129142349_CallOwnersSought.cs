using Governance.Messaging;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Governance.Grid.Migrations;

/// <summary>The rest of CallOwners: looked for and indexed beside the serving version, which waits for neither. May be repeated, also where CallOwners did it before.</summary>
[DbContext(typeof(GridDb))]
[Migration("20261129142349_CallOwnersSought")]
public partial class CallOwnersSought : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("alter table calls validate constraint ck_calls_owned;", suppressTransaction: true);
        migrationBuilder.IndexBesideWriters("ix_calls_held", "calls (unit) where state in (3, 4, 6)");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop index ix_calls_held;");
}
