-- Which lots a sale takes, as [{"transaction_id": uuid, "quantity": number}]. No foreign keys: a purchase that a choice
-- stands on is protected by the check of every write, and an import brings purchases and sales together.
alter table pt.transactions add column lots jsonb
    check (lots is null or (transaction_type = 'Sell' and jsonb_typeof(lots) = 'array'));
