namespace Governance.SocialOrganizations.Procurement;

/// <summary>
/// By hand, for a migration: EF knows no triggers. What was done is only added to, whoever writes, this service included; as the ledger of funds is. Any other table is one more line. Not for one with sealed columns, which are
/// sealed anew under the current key.
/// </summary>
internal static class InsertOnly
{
    /// <summary>What the trail did not say before, before it may not be changed any more: how a contract was rated; why it was ended stands in the audit trail alone.</summary>
    public const string Before = """
        update procurement_steps s set evidence = c.rating::text from contracts c where s.tender_id = c.tender_id and s.kind = 15 and s.evidence = '' and c.rating > 0
          and not exists (select from procurement_steps l where l.tender_id = s.tender_id and l.kind = 15 and l.number > s.number);
        """;

    /// <summary>From now on; the function is Foundation's.</summary>
    public const string Up = """
        create trigger insert_only before update or delete or truncate on procurement_steps for each statement execute function insert_only();
        create trigger insert_only before update or delete or truncate on venture_scores for each statement execute function insert_only();
        create trigger insert_only before update or delete or truncate on returned_reports for each statement execute function insert_only();
        """;

    public const string Down = """
        drop trigger insert_only on procurement_steps;
        drop trigger insert_only on venture_scores;
        drop trigger insert_only on returned_reports;
        """;
}
