using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Governance.Identity.Keys;

/// <summary>Keys of cookies and form tokens, in the database and sealed. The package Microsoft.AspNetCore.DataProtection.EntityFrameworkCore stores them in clear.</summary>
internal sealed class DataProtectionKeys(IServiceScopeFactory scopes, KeySeal seal, TimeProvider clock) : IXmlRepository, IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var keys = scope.ServiceProvider.GetRequiredService<IdentityDb>().Keys.Where(k => k.Kind == KeyKind.DataProtection).ToList();
        return [.. keys.Select(k => XElement.Parse(Encoding.UTF8.GetString(seal.Open(k.Id, k.Content))))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var content = seal.Seal(id, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)));
        db.Add(new StoredKey { Id = id, Kind = KeyKind.DataProtection, CreatedAt = now, SignsFrom = now, Content = content });
        db.SaveChanges();
    }
}
