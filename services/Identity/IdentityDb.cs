using Governance.Identity.Keys;
using Governance.Identity.Users;
using Governance.Map;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace Governance.Identity;

internal sealed class IdentityDb(DbContextOptions<IdentityDb> options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<SignInTries> Tries => Set<SignInTries>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<StoredKey> Keys => Set<StoredKey>();
    public DbSet<OpenIddictEntityFrameworkCoreToken<Guid>> Tokens => Set<OpenIddictEntityFrameworkCoreToken<Guid>>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("users", table => table.HasCheckConstraint("ck_users_name_lower", "name = lower(name)"));
            user.Property(u => u.Name).HasMaxLength(User.NameLimit);
            user.Property(u => u.DisplayName).HasMaxLength(User.DisplayNameLimit);
            user.HasIndex(u => u.Name).IsUnique();
        });
        model.Entity<Session>(session =>
        {
            session.ToTable("sessions");
            session.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId);
            session.HasIndex(s => s.SignedInAt);
        });
        // The limit stands in the table itself: no code path, new or old, can write a sixth try or an open counter that is full.
        model.Entity<SignInTries>(tries =>
        {
            tries.ToTable("sign_in_tries", table => table.HasCheckConstraint("ck_sign_in_tries_limit",
                $"failures between 1 and {SignInTries.Limit} and (failures = {SignInTries.Limit}) = (locked_until is not null)"));
            tries.HasKey(t => t.NameHash);
        });
        model.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("audit");
            entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(40);
            entry.Property(e => e.Client).HasMaxLength(100);
            entry.Property(e => e.Address).HasMaxLength(64);
            entry.HasIndex(e => e.At);
            entry.HasIndex(e => new { e.UserId, e.At });
        });
        model.HasMovedCommunities();
        model.Entity<StoredKey>(key =>
        {
            key.ToTable("keys");
            key.HasKey(k => k.Id);
            key.Property(k => k.Kind).HasConversion<string>().HasMaxLength(20);
        });

        model.UseOpenIddict<Guid>();
        model.Entity<OpenIddictEntityFrameworkCoreApplication<Guid>>().ToTable("clients");
        model.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().ToTable("authorizations");
        model.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("scopes");
        model.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().ToTable("tokens");
    }
}
