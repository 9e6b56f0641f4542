using Governance.AppHost;

// The map of the running system: every resource, and every edge between two of them.
var builder = DistributedApplication.CreateBuilder(args);
var state = LocalState.Open(builder);
builder.UseDashboard(state);
var (postgres, redis, rabbitmq) = await builder.AddInfrastructureAsync(state);
var gatewayPort = state.Port("gateway", preferred: 8443);
var issuer = $"https://localhost:{gatewayPort}/";

var identityMigrate = Identity("identity-migrate", "migrate").WaitFor(postgres);
var identitySeed = Identity("identity-seed", "seed", Samples.Write(state)).WaitForCompletion(identityMigrate);
var identity = Identity("identity").WithEndpoint(state, "http").WithHttpHealthCheck("/health/ready", endpointName: "http").WaitForCompletion(identitySeed);

var gridMigrate = Grid("grid-migrate", "migrate").WaitFor(postgres);
var gridImport = Grid("grid-import", "import").WaitForCompletion(gridMigrate).WaitFor(rabbitmq);
var grid = Grid("grid").AsDomainService(state, identity, issuer).WaitForCompletion(gridImport).WaitFor(redis).WaitFor(rabbitmq);

var volunteersMigrate = Volunteers("volunteers-migrate", "migrate").WaitFor(postgres);
var volunteersMap = Volunteers("volunteers-map", "map", state.Data("sichuan-divisions.csv")).WaitForCompletion(volunteersMigrate);
var volunteers = Volunteers("volunteers").AsDomainService(state, identity, issuer).WaitForCompletion(volunteersMap).WaitFor(rabbitmq);

var partyMigrate = Party("party-migrate", "migrate").WaitFor(postgres);
var partyMap = Party("party-map", "map", state.Data("sichuan-divisions.csv")).WaitForCompletion(partyMigrate);
var party = Party("party").AsDomainService(state, identity, issuer).WaitForCompletion(partyMap).WaitFor(rabbitmq);
volunteers.Asks(party, state, identity);

var welfareMigrate = Welfare("welfare-migrate", "migrate").WaitFor(postgres);
var welfareMap = Welfare("welfare-map", "map", state.Data("sichuan-divisions.csv")).WaitForCompletion(welfareMigrate);
var welfareCalendar = Welfare("welfare-calendar", "calendar", state.Data("china-working-calendar.csv")).WaitForCompletion(welfareMigrate);
var welfare = Welfare("welfare").AsDomainService(state, identity, issuer).WaitForCompletion(welfareMap).WaitForCompletion(welfareCalendar).WaitFor(rabbitmq);

var socialorgsMigrate = SocialOrgs("socialorgs-migrate", "migrate").WaitFor(postgres);
var socialorgsMap = SocialOrgs("socialorgs-map", "map", state.Data("sichuan-divisions.csv")).WaitForCompletion(socialorgsMigrate);
var socialorgs = SocialOrgs("socialorgs").AsDomainService(state, identity, issuer).WaitForCompletion(socialorgsMap).WaitFor(rabbitmq);
socialorgs.Asks(volunteers, state, identity);

builder.AddProject<Projects.Gateway>("gateway", Project.Plain).InDevelopment()
    .WithHttpsEndpoint(port: gatewayPort, name: "https", isProxied: false)
    .WithEnvironment("Gateway__Port", (string)$"{gatewayPort}").WithEnvironment("Gateway__Certificates", state.Certificates)
    .WithEnvironment("ConnectionStrings__redis", redis).WithTokensOf(identity, issuer)
    .WithReference(identity).WithReference(grid).WithReference(volunteers).WithReference(party).WithReference(welfare).WithReference(socialorgs).WithGatewayHealthCheck(issuer, state)
    .WaitFor(redis).WaitFor(identity).WaitFor(grid).WaitFor(volunteers).WaitFor(party).WaitFor(welfare).WaitFor(socialorgs);
builder.ReportStart(state, issuer, rabbitmq, postgres);
await builder.Build().RunAsync();

IResourceBuilder<ProjectResource> Identity(string name, params string[] command) =>
    builder.AddProject<Projects.Identity>(name, Project.Plain).InDevelopment().WithArgs(command)
        .WithDatabase(postgres, "identity").WithEnvironment("Oidc__Authority", issuer).WithEnvironment("Identity__KeyEncryptionKey", state.Key("identity"));
IResourceBuilder<ProjectResource> Grid(string name, params string[] command) =>
    builder.AddProject<Projects.Grid>(name, Project.Plain).InDevelopment().WithArgs(command).WithStores(state, postgres, "grid", rabbitmq)
        .WithEnvironment("ConnectionStrings__redis", redis).WithEnvironment("Import__Folder", state.Data(""));
IResourceBuilder<ProjectResource> Volunteers(string name, params string[] command) =>
    builder.AddProject<Projects.Volunteers>(name, Project.Plain).InDevelopment().WithArgs(command).WithStores(state, postgres, "volunteers", rabbitmq);
IResourceBuilder<ProjectResource> Party(string name, params string[] command) =>
    builder.AddProject<Projects.PartyBuilding>(name, Project.Plain).InDevelopment().WithArgs(command).WithStores(state, postgres, "party", rabbitmq);
IResourceBuilder<ProjectResource> Welfare(string name, params string[] command) =>
    builder.AddProject<Projects.Welfare>(name, Project.Plain).InDevelopment().WithArgs(command).WithStores(state, postgres, "welfare", rabbitmq);
IResourceBuilder<ProjectResource> SocialOrgs(string name, params string[] command) =>
    builder.AddProject<Projects.SocialOrganizations>(name, Project.Plain).InDevelopment().WithArgs(command).WithStores(state, postgres, "socialorgs", rabbitmq);
