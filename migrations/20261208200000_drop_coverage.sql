-- Where a provider helps is said by each of its offers; that column nothing wrote and nothing read.
alter table provider drop column coverage;
