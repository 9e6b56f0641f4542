using Microsoft.EntityFrameworkCore.Migrations;

namespace Governance.Messaging;

/// <summary>What a migration does to a large table while it is written. In a migration of its own: outside a transaction nothing is rolled back, so whatever stood before it could not be repeated.</summary>
public static class BesideWriters
{
    /// <summary>
    /// Builds an index that no writer waits for, and may be repeated. It waits itself for every snapshot that is older, a dump's of an hour as well, and stands in nobody's way meanwhile: so the patience of the session, which
    /// is short for the sake of those behind it, does not count. One that was cut off has left an index that is not valid, and that "if not exists" would take for done.
    /// </summary>
    /// <param name="migration">That of <c>Up</c>.</param>
    /// <param name="name">Of the index.</param>
    /// <param name="on">What follows <c>on</c>: <c>calls (unit) where …</c>.</param>
    /// <param name="unique">Whether no two rows may be alike.</param>
    public static void IndexBesideWriters(this MigrationBuilder migration, string name, string on, bool unique = false)
    {
        string[] statements = ["set lock_timeout = 0", $"drop index concurrently if exists {name}", $"create {(unique ? "unique " : "")}index concurrently {name} on {on}", "reset lock_timeout"];
        foreach (var sql in statements) migration.Sql(sql + ";", suppressTransaction: true);
    }
}
