using Governance.Hosting;
using Governance.Map;
using Governance.Messaging;
using Governance.SocialOrganizations;

var builder = WebApplication.CreateBuilder(args);
builder.AddGovernanceDefaults("socialorgs");
builder.AddSocialOrganizations();
var app = builder.Build();
app.MapGovernanceEndpoints();
app.MapSocialOrganizations();
return await app.RunGovernanceAsync<SocialOrgsDb>(args, MapUpdate.Command, SocialOrgsModule.Reseal);

/// <summary>Named so that tests can start the service.</summary>
public partial class Program;
