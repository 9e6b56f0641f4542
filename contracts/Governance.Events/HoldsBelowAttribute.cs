namespace Governance.Events;

/// <summary>
/// What happened holds for everything inside the event's area: a county's communities were reorganised, an emergency was declared. Who may read only a part of the area gets it from the feed too.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HoldsBelowAttribute : Attribute;
