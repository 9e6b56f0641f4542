using Governance.Grid;
using Governance.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddGovernanceDefaults("grid");
builder.AddGrid();
var app = builder.Build();
app.MapGovernanceEndpoints();
app.MapGrid();
await app.RunAsync();

/// <summary>Named so that tests can start the service.</summary>
public partial class Program;
