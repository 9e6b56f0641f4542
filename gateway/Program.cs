using Governance.Gateway;
using Governance.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddGovernanceDefaults("gateway");
builder.AddGateway();
var app = builder.Build();
app.UseGateway();
app.MapGovernanceEndpoints();
app.MapGateway();
await app.RunAsync();
