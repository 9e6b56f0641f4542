using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;
using Governance.Volunteers;
using Governance.Volunteers.Registrations;

var builder = WebApplication.CreateBuilder(args);
builder.AddGovernanceDefaults("volunteers");
builder.AddVolunteers();
var app = builder.Build();
app.MapGovernanceEndpoints();
app.MapVolunteers();
return await app.RunGovernanceAsync<VolunteersDb>(args, MapUpdate.Command, VolunteerWire.Reseal);

/// <summary>Named so that tests can start the service.</summary>
public partial class Program;
