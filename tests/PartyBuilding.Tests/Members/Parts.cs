using System.Text;
using Google.Protobuf;
using Governance.Party.V1;
using Grpc.Core;

namespace Governance.PartyBuilding.Tests.Members;

/// <summary>Rows of committees and of workers, and files of them.</summary>
internal static class Parts
{
    public static TeamMemberRow TeamRow(string division, string? number = null, TeamPostKind kind = TeamPostKind.Ordinary, TeamBody body = TeamBody.Residents, string since = "2026-03-04") => new()
    {
        DivisionCode = division, Body = body, Kind = kind, Name = "孙小河", IdentityNumber = number ?? PartyApp.NewNumber(), Phone = "13712345678", Education = PersonEducation.College, Mode = HoldingMode.Elected, StartDate = since,
    };

    public static WorkerRow Worker(string division, string? number = null, WorkerPost post = WorkerPost.Clerk) => new()
    {
        DivisionCode = division, Post = post, Name = "周小溪", IdentityNumber = number ?? PartyApp.NewNumber(), Phone = "13712345678", Education = PersonEducation.Senior, HiredDate = "2020-01-01",
    };

    public static async Task<MemberBatch> EnterTeams(this PartyCaller office, string division, string batch, long line, params TeamMemberRow[] rows)
    {
        using var call = office.Rosters.BatchRegisterTeamMembers();
        await call.RequestStream.WriteAsync(new() { BatchId = batch, DivisionCode = division, FirstLine = line, Rows = { rows } });
        await call.RequestStream.CompleteAsync();
        return await call.ResponseAsync;
    }

    public static async Task<MemberBatch> EnterWorkers(this PartyCaller office, string division, string batch, long line, params WorkerRow[] rows)
    {
        using var call = office.Rosters.BatchRegisterWorkers();
        await call.RequestStream.WriteAsync(new() { BatchId = batch, DivisionCode = division, FirstLine = line, Rows = { rows } });
        await call.RequestStream.CompleteAsync();
        return await call.ResponseAsync;
    }

    public static async Task<string[]> Lines<T>(AsyncServerStreamingCall<T> call, Func<T, ByteString> content)
    {
        var text = new StringBuilder();
        await foreach (var piece in call.ResponseStream.ReadAllAsync()) text.Append(content(piece).ToStringUtf8());
        return text.ToString().TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
