namespace Governance.Events.SocialOrgs.V1;

/// <summary>A social organisation was registered or filed.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it is registered, 2 to 12 digits.</param>
/// <param name="TeamId">Team of Volunteers that it was made of, or that is filed with it; null = none.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Form"><c>Filed</c> with the town or <c>Registered</c> with the county; null in events before it was told. What is filed and registered later, or gets another team, is told again.</param>
/// <param name="TeamConfirmed">The office has said that the team is theirs, and no other organisation that lives has it; null without a team, and in events before it was told.</param>
public sealed record OrganizationRegistered(Guid OrganizationId, string Area, Guid? TeamId, DateTimeOffset At, [Words("Filed|Registered")] string? Form = null, bool? TeamConfirmed = null);

/// <summary>Somebody was certified as a professional social worker, or one level higher, or their certificate was renewed. Told again when it becomes known which volunteer they are.</summary>
/// <param name="SocialWorkerId">The social worker.</param>
/// <param name="Area">Division where they are registered, 2 to 12 digits.</param>
/// <param name="Level">Level of the certificate.</param>
/// <param name="VolunteerId">The same person's registration in Volunteers; null = none is known.</param>
/// <param name="At">When, UTC.</param>
public sealed record SocialWorkerCertified(Guid SocialWorkerId, string Area, [Words(Known.SocialWorkers)] string Level, Guid? VolunteerId, DateTimeOffset At);

/// <summary>A group wants to become an organisation.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it works, 6 to 12 digits.</param>
/// <param name="Kind">What kind of organisation.</param>
/// <param name="TeamId">Team of Volunteers that it is made of; null = none.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationApplied(Guid OrganizationId, string Area, [Words(Known.SocialKinds)] string Kind, Guid? TeamId, DateTimeOffset At);

/// <summary>The incubation of an organisation began.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it works, 6 to 12 digits.</param>
/// <param name="Kind">What kind of organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationIncubated(Guid OrganizationId, string Area, [Words(Known.SocialKinds)] string Kind, DateTimeOffset At);

/// <summary>An organisation was filed with its town (备案).</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it works, 6 to 12 digits.</param>
/// <param name="Kind">What kind of organisation.</param>
/// <param name="TeamId">Team of Volunteers that it is made of; null = none.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationFiled(Guid OrganizationId, string Area, [Words(Known.SocialKinds)] string Kind, Guid? TeamId, DateTimeOffset At);

/// <summary>An organisation stands on its own.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it works, 6 to 12 digits.</param>
/// <param name="Kind">What kind of organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationGraduated(Guid OrganizationId, string Area, [Words(Known.SocialKinds)] string Kind, DateTimeOffset At);

/// <summary>An organisation is held back.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it works, 6 to 12 digits.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationSuspended(Guid OrganizationId, string Area, DateTimeOffset At);

/// <summary>An organisation that was held back goes on.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it works, 6 to 12 digits.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationResumed(Guid OrganizationId, string Area, DateTimeOffset At);

/// <summary>An organisation left before it was registered.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it works, 6 to 12 digits.</param>
/// <param name="Kind">What kind of organisation.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationExited(Guid OrganizationId, string Area, [Words(Known.SocialKinds)] string Kind, DateTimeOffset At);

/// <summary>The registration of an organisation ended (注销).</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it works, 6 to 12 digits.</param>
/// <param name="At">When, UTC.</param>
public sealed record OrganizationDeregistered(Guid OrganizationId, string Area, DateTimeOffset At);

/// <summary>By which party organisation an organisation is led.</summary>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Area">Division where it works, 6 to 12 digits.</param>
/// <param name="Mode">How the Party is there.</param>
/// <param name="PartyOrganizationId">The party organisation that leads it or sends the instructor.</param>
/// <param name="At">When, UTC.</param>
public sealed record PartyBuildingDeclared(Guid OrganizationId, string Area, [Words("Sole|Joint|Instructor")] string Mode, Guid PartyOrganizationId, DateTimeOffset At);

/// <summary>An incubator was opened.</summary>
/// <param name="IncubatorId">The incubator.</param>
/// <param name="Area">Division that it serves, 2 to 12 digits.</param>
/// <param name="Level">Level that runs it.</param>
/// <param name="Capacity">Places.</param>
/// <param name="At">When, UTC.</param>
public sealed record IncubatorOpened(Guid IncubatorId, string Area, [Words(Known.Levels)] string Level, int Capacity, DateTimeOffset At);

/// <summary>An incubator was closed for good.</summary>
/// <param name="IncubatorId">The incubator.</param>
/// <param name="Area">Division that it serves, 2 to 12 digits.</param>
/// <param name="Level">Level that ran it.</param>
/// <param name="At">When, UTC.</param>
public sealed record IncubatorClosed(Guid IncubatorId, string Area, [Words(Known.Levels)] string Level, DateTimeOffset At);

/// <summary>An organisation was given a place in an incubator.</summary>
/// <param name="ResidencyId">The residency.</param>
/// <param name="Area">Division of the incubator.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="IncubatorId">The incubator.</param>
/// <param name="At">When, UTC.</param>
public sealed record ResidencyGranted(Guid ResidencyId, string Area, Guid OrganizationId, Guid IncubatorId, DateTimeOffset At);

/// <summary>A stage of incubation was passed.</summary>
/// <param name="ResidencyId">The residency.</param>
/// <param name="Area">Division of the incubator.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="Number">The stage: 1, 2, 3.</param>
/// <param name="At">When, UTC.</param>
public sealed record ResidencyStagePassed(Guid ResidencyId, string Area, Guid OrganizationId, int Number, DateTimeOffset At);

/// <summary>The term of a residency ends within a month.</summary>
/// <param name="ResidencyId">The residency.</param>
/// <param name="Area">Division of the incubator.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="IncubatorId">The incubator.</param>
/// <param name="EndsOn">Last day.</param>
/// <param name="At">When, UTC.</param>
public sealed record ResidencyReminded(Guid ResidencyId, string Area, Guid OrganizationId, Guid IncubatorId, DateOnly EndsOn, DateTimeOffset At);

/// <summary>The term of a residency is over, and its place is still taken.</summary>
/// <param name="ResidencyId">The residency.</param>
/// <param name="Area">Division of the incubator.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="IncubatorId">The incubator.</param>
/// <param name="EndsOn">Last day.</param>
/// <param name="At">When, UTC.</param>
public sealed record ResidencyOverdue(Guid ResidencyId, string Area, Guid OrganizationId, Guid IncubatorId, DateOnly EndsOn, DateTimeOffset At);

/// <summary>An organisation left its incubator; its place is free.</summary>
/// <param name="ResidencyId">The residency.</param>
/// <param name="Area">Division of the incubator.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="IncubatorId">The incubator.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="At">When, UTC.</param>
public sealed record ResidencyEnded(Guid ResidencyId, string Area, Guid OrganizationId, Guid IncubatorId, [Words("Graduated|Exited")] string Outcome, DateTimeOffset At);

/// <summary>What a city or county buys in a year was published.</summary>
/// <param name="ListId">The list.</param>
/// <param name="Area">City of 4 digits or county of 6.</param>
/// <param name="Year">The year.</param>
/// <param name="BudgetFen">What may be spent, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record ServiceListPublished(Guid ListId, string Area, int Year, long BudgetFen, DateTimeOffset At);

/// <summary>A service was put out to tender.</summary>
/// <param name="TenderId">The tender.</param>
/// <param name="Area">City of 4 digits or county of 6 that buys.</param>
/// <param name="ListId">Its list.</param>
/// <param name="ServiceCode">Code of the service, e.g. <c>professional-counselling</c>.</param>
/// <param name="CeilingFen">What a bid may ask at most, in fen.</param>
/// <param name="Deadline">Until when bids are taken, UTC.</param>
/// <param name="At">When, UTC.</param>
public sealed record TenderCalled(Guid TenderId, string Area, Guid ListId, string ServiceCode, long CeilingFen, DateTimeOffset Deadline, DateTimeOffset At);

/// <summary>A tender was awarded.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Area">City of 4 digits or county of 6 that buys.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="TenderId">The tender.</param>
/// <param name="ServiceCode">Code of the service, e.g. <c>professional-counselling</c>.</param>
/// <param name="AmountFen">What it costs, in fen.</param>
/// <param name="At">When, UTC.</param>
/// <param name="OrganizationName">The organisation's name; null in events before it was told.</param>
public sealed record ContractAwarded(Guid ContractId, string Area, Guid OrganizationId, Guid TenderId, string ServiceCode, long AmountFen, DateTimeOffset At, string? OrganizationName = null);

/// <summary>A contract was signed and runs.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Area">City of 4 digits or county of 6 that buys.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="ServiceCode">Code of the service, e.g. <c>professional-counselling</c>.</param>
/// <param name="AmountFen">What it costs, in fen.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="EndsOn">Last day.</param>
/// <param name="At">When, UTC.</param>
public sealed record ContractSigned(Guid ContractId, string Area, Guid OrganizationId, string ServiceCode, long AmountFen, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset At);

/// <summary>A milestone of a contract was accepted.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Area">City of 4 digits or county of 6 that buys.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="MilestoneNumber">The milestone: 1, 2, 3.</param>
/// <param name="AmountFen">Its tranche, in fen.</param>
/// <param name="Completed">It was the last one.</param>
/// <param name="At">When, UTC.</param>
public sealed record ContractAccepted(Guid ContractId, string Area, Guid OrganizationId, int MilestoneNumber, long AmountFen, bool Completed, DateTimeOffset At);

/// <summary>A tranche was paid.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Area">City of 4 digits or county of 6 that buys.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="MilestoneNumber">The milestone: 1, 2, 3.</param>
/// <param name="AmountFen">Its tranche, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record PaymentReleased(Guid ContractId, string Area, Guid OrganizationId, int MilestoneNumber, long AmountFen, DateTimeOffset At);

/// <summary>A tranche that was paid came back, such as a transfer that the bank returned; it is owed still.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Area">City of 4 digits or county of 6 that buys.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="MilestoneNumber">The milestone: 1, 2, 3.</param>
/// <param name="AmountFen">Its tranche, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record PaymentReversed(Guid ContractId, string Area, Guid OrganizationId, int MilestoneNumber, long AmountFen, DateTimeOffset At);

/// <summary>A milestone had been accepted by mistake and was sent back; its tranche is owed no more.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Area">City of 4 digits or county of 6 that buys.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="MilestoneNumber">The milestone: 1, 2, 3.</param>
/// <param name="AmountFen">Its tranche, in fen; of a contract that was ended it goes back to the list's budget.</param>
/// <param name="State">Where the contract stands now: one that was completed runs again.</param>
/// <param name="At">When, UTC.</param>
public sealed record AcceptanceWithdrawn(Guid ContractId, string Area, Guid OrganizationId, int MilestoneNumber, long AmountFen, [Words("Running|Terminated")] string State, DateTimeOffset At);

/// <summary>A contract was ended before.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Area">City of 4 digits or county of 6 that buys.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="ReturnedFen">What went back to the budget of its list, in fen.</param>
/// <param name="At">When, UTC.</param>
public sealed record ContractTerminated(Guid ContractId, string Area, Guid OrganizationId, long ReturnedFen, DateTimeOffset At);

/// <summary>The term of a contract ran out while it ran: it takes no more needs. What was agreed is still delivered, accepted and paid.</summary>
/// <param name="ContractId">The contract.</param>
/// <param name="Area">City of 4 digits or county of 6 that buys.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="ServiceCode">Code of the service.</param>
/// <param name="EndedOn">Its last day.</param>
/// <param name="At">When, UTC.</param>
public sealed record ContractEnded(Guid ContractId, string Area, Guid OrganizationId, string ServiceCode, DateOnly EndedOn, DateTimeOffset At);

/// <summary>A need for a professional service was ordered from a contract.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="NeedId">The need, as Welfare calls it.</param>
/// <param name="ContractId">The contract that serves it.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="ServiceCode">Code of the service, e.g. <c>professional-counselling</c>.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Headcount">How many professionals are needed at a time; null in events from before it was told.</param>
public sealed record ServiceOrdered(Guid OrderId, string Area, Guid NeedId, Guid ContractId, Guid OrganizationId, string ServiceCode, DateTimeOffset At, int? Headcount = null);

/// <summary>An order was served and accepted. Once for each need; Welfare records it as a service of the person.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="NeedId">The need, as Welfare calls it.</param>
/// <param name="ContractId">The contract that serves it.</param>
/// <param name="OrganizationId">The organisation.</param>
/// <param name="ServiceCode">Code of the service, e.g. <c>professional-counselling</c>.</param>
/// <param name="Minutes">How long it took.</param>
/// <param name="ServedAt">When it was served, as who delivered it says, UTC.</param>
/// <param name="At">When, UTC.</param>
public sealed record ServiceOrderAccepted(Guid OrderId, string Area, Guid NeedId, Guid ContractId, Guid OrganizationId, string ServiceCode, int Minutes, DateTimeOffset ServedAt, DateTimeOffset At);

/// <summary>No contract has served a need: by 30 days after its time, or the one that had it by 14 days after it. Welfare may raise it again.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="NeedId">The need, as Welfare calls it.</param>
/// <param name="ServiceCode">Code of the service, e.g. <c>professional-counselling</c>.</param>
/// <param name="At">When, UTC.</param>
public sealed record ServiceOrderLapsed(Guid OrderId, string Area, Guid NeedId, string ServiceCode, DateTimeOffset At);

/// <summary>An order that was not served as it should be was sent back after its contract had ended, or to an organisation that may not work: it waits for another contract, which is asked at once.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Area">Community, 12 digits.</param>
/// <param name="NeedId">The need, as Welfare calls it.</param>
/// <param name="ServiceCode">Code of the service, e.g. <c>professional-counselling</c>.</param>
/// <param name="At">When, UTC.</param>
public sealed record ServiceOrderReturned(Guid OrderId, string Area, Guid NeedId, string ServiceCode, DateTimeOffset At);

/// <summary>The certificate of a social worker will end soon. Told once for each certificate.</summary>
/// <param name="SocialWorkerId">The social worker.</param>
/// <param name="Area">Division where they are registered, 6 to 12 digits.</param>
/// <param name="EndsOn">Last day on which it is valid.</param>
/// <param name="At">When, UTC.</param>
public sealed record SocialWorkerReminded(Guid SocialWorkerId, string Area, DateOnly EndsOn, DateTimeOffset At);

/// <summary>The certificate of a social worker has ended.</summary>
/// <param name="SocialWorkerId">The social worker.</param>
/// <param name="Area">Division where they are registered, 6 to 12 digits.</param>
/// <param name="Level">Level of the certificate.</param>
/// <param name="At">When, UTC.</param>
public sealed record SocialWorkerExpired(Guid SocialWorkerId, string Area, [Words(Known.SocialWorkers)] string Level, DateTimeOffset At);

/// <summary>A social worker does this work no more.</summary>
/// <param name="SocialWorkerId">The social worker.</param>
/// <param name="Area">Division where they are registered, 6 to 12 digits.</param>
/// <param name="At">When, UTC.</param>
public sealed record SocialWorkerRetired(Guid SocialWorkerId, string Area, DateTimeOffset At);

/// <summary>A social worker was posted at a station: a community worker, the third step of the path. Told again when it becomes known which volunteer they are.</summary>
/// <param name="SocialWorkerId">The social worker.</param>
/// <param name="Area">Division where they are registered, 6 to 12 digits.</param>
/// <param name="StationId">The station.</param>
/// <param name="VolunteerId">The same person's registration in Volunteers; null = none is known.</param>
/// <param name="At">When, UTC.</param>
public sealed record SocialWorkerPosted(Guid SocialWorkerId, string Area, Guid StationId, Guid? VolunteerId, DateTimeOffset At);

/// <summary>A station of social work was opened.</summary>
/// <param name="StationId">The station.</param>
/// <param name="Area">Division that it serves, 6 to 12 digits.</param>
/// <param name="Kind">Of what level it is.</param>
/// <param name="OperatorId">Organisation that runs it; null = the authority itself.</param>
/// <param name="At">When, UTC.</param>
public sealed record SocialWorkStationOpened(Guid StationId, string Area, [Words(Known.SocialWorkStations)] string Kind, Guid? OperatorId, DateTimeOffset At);

/// <summary>A station of social work was closed for good.</summary>
/// <param name="StationId">The station.</param>
/// <param name="Area">Division that it serves, 6 to 12 digits.</param>
/// <param name="Kind">Of what level it was.</param>
/// <param name="At">When, UTC.</param>
public sealed record SocialWorkStationClosed(Guid StationId, string Area, [Words(Known.SocialWorkStations)] string Kind, DateTimeOffset At);

/// <summary>A project of a station began.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Area">Division of the station.</param>
/// <param name="StationId">The station.</param>
/// <param name="At">When, UTC.</param>
public sealed record StationProjectStarted(Guid ProjectId, string Area, Guid StationId, DateTimeOffset At);

/// <summary>A project of a station is over.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Area">Division of the station.</param>
/// <param name="StationId">The station.</param>
/// <param name="At">When, UTC.</param>
public sealed record StationProjectFinished(Guid ProjectId, string Area, Guid StationId, DateTimeOffset At);

/// <summary>A social worker is registered in another division from now on.</summary>
/// <param name="SocialWorkerId">The social worker.</param>
/// <param name="Area">Division where they are registered now, 6 to 12 digits.</param>
/// <param name="FormerArea">Where they were.</param>
/// <param name="At">When, UTC.</param>
public sealed record SocialWorkerMoved(Guid SocialWorkerId, string Area, string FormerArea, DateTimeOffset At);
