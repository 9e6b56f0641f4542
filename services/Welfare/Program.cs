using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;
using Governance.Welfare;

var builder = WebApplication.CreateBuilder(args);
builder.AddGovernanceDefaults("welfare");
builder.AddWelfare();
var app = builder.Build();
app.MapGovernanceEndpoints();
app.MapWelfare();
return await app.RunGovernanceAsync<WelfareDb>(args, MapUpdate.Command, CalendarUpdate.Command, WelfareModule.Reseal);

/// <summary>Named so that tests can start the service.</summary>
public partial class Program;
