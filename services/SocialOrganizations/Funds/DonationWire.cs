using System.Security.Cryptography;
using Governance.Access;
using Governance.Messaging;
using Governance.Rpc;
using Governance.SocialOrganizations.Organizations;
using Wire = Governance.SocialOrgs.V1;

namespace Governance.SocialOrganizations.Funds;

/// <summary>Donation ↔ wire: seals who gave on the way in, masks them on the way out.</summary>
internal sealed class DonationWire(PersonalData personal)
{
    private const string NamePurpose = "socialorgs.donations.donor-name", PhonePurpose = "socialorgs.donations.donor-phone", DonorPurpose = "socialorgs.donors.name", KeyPurpose = "socialorgs.donors.key";

    public static SealedColumn[] Sealed { get; } = [new("donations", "donor_name", NamePurpose), new("donations", "donor_phone", PhonePurpose), new("donors", "name", DonorPurpose)];

    /// <summary>
    /// Of an anonymous donation nothing is kept, whatever was written. Somebody without a phone is not found again: two of one name are two people. If they agree to be named they are a donor of this one donation, by a key that
    /// nobody finds.
    /// </summary>
    public DonorEntry Seal(DonorKind kind, string name, string phone, bool named) => kind == DonorKind.Anonymous ? new(null, null, null, false)
        : new(personal.Encrypt(name, NamePurpose), phone.Length > 0 ? personal.Encrypt(phone, PhonePurpose) : null, phone.Length > 0 ? personal.LookupHash($"{(int)kind}/{phone}/{name}", KeyPurpose) : named ? RandomNumberGenerator.GetBytes(32) : null, named);

    /// <summary>As a donor was found by the phone alone. A phone has no stroke: neither hash is ever the other's.</summary>
    public byte[] KeyFromBefore(string phone) => personal.LookupHash(phone, KeyPurpose);

    public string NameOf(Donor donor) => personal.Decrypt(donor.Name, DonorPurpose);

    public byte[] SealDonor(string name) => personal.Encrypt(name, DonorPurpose);

    public Wire.RevealedDonor Reveal(Donation donation) => new() { Name = NameOf(donation), Phone = donation.DonorPhone is { } phone ? personal.Decrypt(phone, PhonePurpose) : "" };

    public string NameOf(Donation donation) => donation.DonorName is { } name ? personal.Decrypt(name, NamePurpose) : "";

    public Wire.Donation Of(Donation donation) => new()
    {
        Id = donation.Id.ToString(), FundId = donation.FundId.ToString(), DivisionCode = donation.Area, Kind = (Wire.DonationKind)donation.Kind, DonorKind = (Wire.DonorKind)donation.DonorKind, DonorNameMasked = Mask.Name(NameOf(donation)),
        Named = donation.Named, AmountFen = donation.AmountFen, EarmarkId = donation.EarmarkId?.ToString() ?? "", Goods = donation.Goods, Quantity = donation.Quantity, Unit = donation.Unit, ResourceId = donation.ResourceId?.ToString() ?? "",
        ReceivedDate = donation.ReceivedOn.Day(), ReceiptNumber = donation.Receipt, State = (Wire.DonationState)donation.State, Etag = Etag.Of(donation.Version),
    };

    public Wire.HonouredDonor Of(Donor donor, string title)
    {
        var name = NameOf(donor);
        return new() { DonorId = donor.Id.ToString(), Name = donor.Named ? name : Mask.Name(name), Title = title, TotalFen = donor.TotalFen };
    }
}
