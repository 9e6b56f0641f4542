using Governance.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddGovernanceDefaults("grid");
var app = builder.Build();
app.MapGovernanceEndpoints();
await app.RunAsync();
