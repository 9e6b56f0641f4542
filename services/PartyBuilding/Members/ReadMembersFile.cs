using System.Globalization;
using Governance.Access;
using Governance.PartyBuilding.Organizations;
using Governance.Rpc;
using Grpc.Core;
using Npgsql;
using Wire = Governance.Party.V1;

namespace Governance.PartyBuilding.Members;

/// <summary>Organisation by organisation along the path, rows sent as they are read; nothing is gathered but a piece.</summary>
internal sealed class ReadMembersFile(PartyDb db, NpgsqlDataSource source, OrganizationDesk organizations, MemberWire wire, Grants grants, Caller caller)
{
    private const string Reveal = "party.members.reveal", Headings = "姓名,性别,出生年份,证件号码,手机号,所在党组织,人员类别,类别起始日期,入党日期,是否流动";

    public async Task Handle(Wire.ReadMembersFileRequest request, IServerStreamWriter<Wire.ReadMembersFileResponse> pieces, CancellationToken cancel)
    {
        new Check().Id("organization_id", request.OrganizationId, out var id).Text("purpose", request.Purpose, 200, min: 4).OrThrow();
        var organization = await organizations.FindAsync(id, cancel);
        if (request.WithNumbers && grants.Of(Reveal, caller.Roles) != Reach.Area)
        {
            throw new Refusal(StatusCode.PermissionDenied, "PERMISSION_MISSING", "您没有查看完整证件号码的权限") { Facts = new Dictionary<string, string> { ["permission"] = Reveal } };
        }
        // Committed before the first row leaves: no file without a trace.
        db.AuditRead(organization.Id, organization.Area, request.Purpose.Trim());
        await db.SaveAsync(cancel);
        await caller.WhileSignedInAsync(until => SendAsync(organization.Path, request.WithNumbers, pieces, until), cancel);
    }

    private async Task SendAsync(string path, bool withNumbers, IServerStreamWriter<Wire.ReadMembersFileResponse> pieces, CancellationToken cancel)
    {
        var file = new RosterFile(Headings, content => pieces.WriteAsync(new Wire.ReadMembersFileResponse { Content = content }, cancel));
        await using var command = source.CreateCommand(Rows);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = path }, new() { Value = OrganizationTree.End(path) }]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            // An organisation that lies outside since divisions were changed is the other area's.
            if (!caller.Covers(rows.GetString(10))) continue;
            var (name, number, phone) = (wire.OpenName(rows.GetFieldValue<byte[]>(0)), wire.OpenNumber(rows.GetFieldValue<byte[]>(3)), wire.OpenPhone(rows.GetFieldValue<byte[]>(4)));
            await file.AddAsync(wire.Manages(rows.GetString(10)) ? name : Mask.Name(name), (MemberSex)rows.GetInt16(1) == MemberSex.Male ? "男" : "女", rows.GetInt16(2).ToString(CultureInfo.InvariantCulture),
                withNumbers ? number : Mask.Number(number), withNumbers ? phone : Mask.Phone(phone), rows.GetString(5), ((MemberState)rows.GetInt16(6)).Chinese(), rows.GetFieldValue<DateOnly>(7).Day(),
                await rows.IsDBNullAsync(8, cancel) ? "" : rows.GetFieldValue<DateOnly>(8).Day(), rows.GetBoolean(9) ? "是" : "否");
        }
        await file.EndAsync();
    }

    private const string Rows = """
        select m.name, m.sex, m.birth_year, m.number, m.phone, o.name, m.state, m.state_since, m.joined_on, m.floating_since is not null, m.area
        from organizations o join members m on m.organization_id = o.id where o.path >= $1 and o.path < $2 and m.state < 6 order by o.path, m.id
        """;
}
