using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding;

var builder = WebApplication.CreateBuilder(args);
builder.AddGovernanceDefaults("party");
builder.AddPartyBuilding();
var app = builder.Build();
app.MapGovernanceEndpoints();
app.MapPartyBuilding();
return await app.RunGovernanceAsync<PartyDb>(args, MapUpdate.Command);

/// <summary>Named so that tests can start the service.</summary>
public partial class Program;
