using Governance.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddGovernanceDefaults("identity");
var app = builder.Build();
app.MapGovernanceEndpoints();
await app.RunAsync();
