using Governance.Hosting;
using Governance.Identity;

var builder = WebApplication.CreateBuilder(args);
builder.AddGovernanceDefaults("identity");
builder.AddIdentity();                               // IdentityModule.cs: database, OpenID Connect, sign-in, keys
var app = builder.Build();
if (Commands.Named(args)) return await Commands.RunAsync(app, args);
await app.UseIdentityAsync();
app.MapGovernanceEndpoints();
await app.RunAsync();
return 0;
