using Governance.Grid;
using Governance.Grid.Communities;
using Governance.Hosting;
using Governance.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddGovernanceDefaults("grid");
builder.AddGrid();
var app = builder.Build();
app.MapGovernanceEndpoints();
app.MapGrid();
return await app.RunGovernanceAsync<GridDb>(args, GridImport.Command, GridImport.Reseal, Retelling.Command);

/// <summary>Named so that tests can start the service.</summary>
public partial class Program;
