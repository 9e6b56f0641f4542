using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;
using Governance.PartyBuilding;
using Governance.PartyBuilding.Members;

var builder = WebApplication.CreateBuilder(args);
builder.AddGovernanceDefaults("party");
builder.AddPartyBuilding();
var app = builder.Build();
app.MapGovernanceEndpoints();
app.MapPartyBuilding();
return await app.RunGovernanceAsync<PartyDb>(args, MapUpdate.Command, MemberWire.Reseal);

/// <summary>Named so that tests can start the service.</summary>
public partial class Program;
